"""A trained Rasa model (graph.v1 archive) in memory, run by Rasa's own graph runner. Never imports TensorFlow."""

from __future__ import annotations

import tarfile
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

warnings.filterwarnings("ignore")

import rasa.engine.loader  # noqa: E402 - after the filter: Rasa's pins warn on import
from rasa.engine.exceptions import GraphComponentException  # noqa: E402
from rasa.engine.runner.dask import DaskGraphRunner  # noqa: E402
from rasa.engine.runner.interface import GraphRunner  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.shared.exceptions import RasaException  # noqa: E402

PLACEHOLDER_MESSAGE = "__message__"
"""As in rasa.engine.constants, whose import loads every channel of Rasa: seconds of start and 50 MB for one name."""
MAX_TEXT = 2_000
"""Characters that are read; what a longer message wants stands before that."""


class BrokenModelError(Exception):
    """The file is not a model that can be loaded. The message is one line in Spanish."""


class Text(NamedTuple):
    """What the predict graph takes: Rasa's `UserMessage` without its channels."""

    text: str


@dataclass(frozen=True)
class Model:
    """A loaded model."""

    file: str
    id: str
    target: str
    runner: GraphRunner

    @classmethod
    def load(cls, archive: Path) -> Model:
        """Load a Rasa model archive. Raises `BrokenModelError`."""
        try:
            with tempfile.TemporaryDirectory() as folder:
                metadata, runner = rasa.engine.loader.load_predict_graph_runner(
                    Path(folder), archive, LocalModelStorage, DaskGraphRunner
                )
        except (tarfile.TarError, OSError, ValueError, KeyError, RasaException, GraphComponentException) as error:
            reason = (
                f"El modelo «{archive}» está dañado o es de otra versión; bórrelo y entrene con: python -m nlu.train"
            )
            raise BrokenModelError(reason) from error
        return cls(archive.name, metadata.model_id, metadata.nlu_target, runner)

    def parse(self, text: str) -> dict[str, Any]:
        """What `/model/parse` answers: text, intent, entities, intent_ranking, and our facets and clauses."""
        results = self.runner.run(inputs={PLACEHOLDER_MESSAGE: [Text(text[:MAX_TEXT])]}, targets=[self.target])
        message = results[self.target][0]
        return {"entities": [], **message.as_dict(only_output_properties=True)}
