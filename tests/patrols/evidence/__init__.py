"""What stands behind the visits: signs, grades, the commander's word, the school's."""
