"""A strict Telegram Bot API server for this machine: the other body of the bot when there is no token.

Run it with ``python -m bot.simulator``; drive it in tests with `bot.simulator.handle.SimulatorHandle`.
The reference is ``docs/simulador.md``.
"""
