"""The Rasa graph component: learns an `Interpreter` in the train graph, reads messages with it in the predict graph.

It is used with Rasa's graph recipe (nlu/config.yml), which names classes by their path. So nothing here needs the
default recipe, and TensorFlow, which that one imports, is never loaded.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.interpreter import Interpreter


class Reader(GraphComponent):
    """Reads what a text wants. Retrieval intents (`consultar_tramite/costo`) are facets of their intent."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._interpreter: Interpreter | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The fields of `learning.Recipe`; what is not set keeps its default there."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Reader:
        """A reader that has learnt nothing yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Reader:
        """A reader with what `train` learnt."""
        reader = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            reader._interpreter = Interpreter.load(folder)
        return reader

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the sentences of `training_data` and store the result."""
        from nlu.components.learning import Recipe, learn

        known = asdict(Recipe())
        chosen = {k: tuple(v) if isinstance(v, list) else v for k, v in self._config.items() if k in known}
        sentences = [(e.get(TEXT), e.get(INTENT_RESPONSE_KEY) or e.get(INTENT)) for e in training_data.intent_examples]
        interpreter = learn(sentences, Recipe(**chosen))
        with self._storage.write_to(self._resource) as folder:
            interpreter.save(folder)
        return self._resource

    def process(self, messages: list[Any]) -> list[Message]:
        """Rasa messages with what was read. Takes anything with a `text`: a channel's `UserMessage` or a `Text`."""
        if self._interpreter is None:
            reason = "the reader was not loaded from a trained model"
            raise RuntimeError(reason)
        return [_message(message.text or "", self._interpreter) for message in messages]


def _message(text: str, interpreter: Interpreter) -> Message:
    found = interpreter.read(text)
    return Message(data={TEXT: text, **found}, output_properties=set(found))
