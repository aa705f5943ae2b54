"""Terms, breaks, holidays and make-up days: is this a school day?"""
