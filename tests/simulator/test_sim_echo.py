"""A whole bot written with python-telegram-bot, seen through the handle."""

from __future__ import annotations

from bot.simulator.handle import SimulatorHandle


def test_a_whole_ptb_bot(talking: SimulatorHandle) -> None:
    rosa = talking.user("Rosa")
    rosa.starts("aguazul")
    hello = rosa.wait_for()[0]
    assert (hello.parts("bold"), hello.buttons) == (["Ventanilla"], ["Requisitos", "Costo", "Tiempo"])
    chosen = rosa.taps("Costo")
    assert (chosen.text, chosen.edited, rosa.callback_answer()["text"]) == ("Eligió cos", True, "Listo")
    assert len(rosa.asks("largo").text) > 3000
    rosa.asks("teclado")
    assert rosa.keyboard() == ["Sí", "No", "Menú"]
    assert rosa.taps("Sí").text == "Gracias."
    assert rosa.keyboard() == []
    rosa.sends("photo", caption="mire")
    assert rosa.wait_for()[0].text.startswith("Recibí una foto de ")
    rosa.hears_nothing(0.1)
