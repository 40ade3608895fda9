"""The names of months and weekdays, as English writes them."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")  # as date.weekday counts
A_MONTH = "|".join(MONTHS)  # for patterns, within a group
IN_LOWER_CASE = frozenset(name.lower() for name in (*MONTHS, *WEEKDAYS))
