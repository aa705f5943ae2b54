"""Cases for the demonstration (演示数据): the two of the story of 2018, and a few invented ones of the last months.

Of the story only what it tells is kept: days and values that it leaves open are marked as such, nobody is named.
"""
