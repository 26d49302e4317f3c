"""Which hours are compared with each other; shared by training and scoring."""

from datetime import datetime, timedelta


def kind_of(time):
    """Such as "free 03": the hour that ended at `time`, by the clock on the wall."""
    begin = datetime.fromisoformat(time) - timedelta(hours=1)
    return f"{'working' if begin.weekday() < 5 else 'free'} {begin.hour:02}"
