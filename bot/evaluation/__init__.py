"""Measuring: sets of questions are asked, what comes back is scored, and two runs are compared."""
