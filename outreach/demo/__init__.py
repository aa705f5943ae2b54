"""The work with schools for the demonstration (演示数据): the story of 2018, and invented rows of the last months.

Of the story only what it tells is kept; hours and head counts that it leaves open are marked as such. The officers are
those of the demonstration: who was appointed in earnest is nobody's business here.
"""
