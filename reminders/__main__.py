"""`python -m reminders`: the clock's process."""

from reminders.run import main

main()
