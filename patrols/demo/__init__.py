"""Demonstration data (演示数据): a station with its schools and points, and the patrols of the last months.

What the story of 2018 tells (units, hotline, four names of places, the number of points) is kept; everything else is
invented and says 演示 in one of its fields. All of it follows from a seed and the day: `load_demo` in `loading`.
"""
