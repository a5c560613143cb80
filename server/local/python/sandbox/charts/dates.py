"""Dates on an axis."""

from datetime import date, datetime, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def as_dates(values):
    """The values as dates, or None where they are not all dates (date, datetime, or a text such as 2024-03-31)."""
    found = []
    for value in values:
        if isinstance(value, str) and len(value) >= 10:
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                return None
        if not isinstance(value, date):
            return None
        found.append(value)
    return found or None


def as_days(value):
    """Days since year 1, with the time of day as a fraction."""
    days = float(value.toordinal())
    if isinstance(value, datetime):
        days += (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    return days


def date_ticks(first, last, count=6):
    """Dates to name between two of them, and their labels: starts of years or months, or days."""
    first, last = date(first.year, first.month, first.day), date(last.year, last.month, last.day)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months >= 24:
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if (last.year - first.year) / step <= count)
        days = [date(year, 1, 1) for year in range(-(-first.year // step) * step, last.year + 1, step)]
        return [(day, str(day.year)) for day in days if first <= day <= last]
    if months >= 3:
        step = next(step for step in (1, 2, 3, 6) if months / step <= count)
        starts = [(first.year * 12 + first.month - 1 + shift) for shift in range(months + 1)]
        days = [date(month // 12, month % 12 + 1, 1) for month in starts if month % 12 % step == 0]
        return [(day, f"{MONTHS[day.month - 1]} {day.year}") for day in days if first <= day <= last]
    length = (last - first).days
    step = next(step for step in (1, 2, 7, 14, 28) if length / step <= count)
    days = [first + timedelta(days=shift) for shift in range(0, length + 1, step)]
    return [(day, f"{day.day} {MONTHS[day.month - 1]}") for day in days]
