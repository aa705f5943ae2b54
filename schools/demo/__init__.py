"""Demonstration records of the schools (演示数据): inspections, hazards, notices, premises, photos, documents.

Everything is invented, and says 演示 where it could be taken for real. All of it follows from a seed and the day:
`fill_records` in `filling`, which the loader of the demonstration calls once.
"""
