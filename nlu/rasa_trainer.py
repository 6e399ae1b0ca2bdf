"""Rasa's graph trainer, run by hand: the same archive as `rasa train nlu`, without importing TensorFlow."""

from __future__ import annotations

import logging
import tempfile
import warnings
from pathlib import Path
from typing import Any


def train_graph(config: Path, domain: Path, data: Path, archive: Path) -> None:
    """Train the graph of `config` on the sentences in `data` and write the Rasa model `archive`."""
    logging.getLogger("rasa").setLevel(logging.ERROR)
    with warnings.catch_warnings(record=True):
        _train(config, domain, data, archive)


def _train(config: Path, domain: Path, data: Path, archive: Path) -> None:
    from rasa.engine.recipes.graph_recipe import GraphV1Recipe
    from rasa.engine.runner.dask import DaskGraphRunner
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.engine.training.graph_trainer import GraphTrainer
    from rasa.shared.data import TrainingType
    from rasa.shared.importers.rasa import RasaFileImporter

    importer = RasaFileImporter(str(config), str(domain), [str(data)])
    graph = GraphV1Recipe().graph_config_for_recipe(importer.get_config(), {}, training_type=TrainingType.NLU)
    with tempfile.TemporaryDirectory() as folder:
        trainer = GraphTrainer(LocalModelStorage(Path(folder)), _no_cache(), DaskGraphRunner)
        trainer.train(graph, importer, archive, force_retraining=True)


def _no_cache() -> Any:
    from rasa.engine.caching import TrainingCache

    class NoCache(TrainingCache):
        """Keeps nothing: whole models are cached by content instead, in nlu/train.py."""

        def cache_output(self, *_: Any, **__: Any) -> None:
            """Nothing is kept."""

        def get_cached_output_fingerprint(self, *_: Any, **__: Any) -> None:
            """Nothing is known."""

        def get_cached_result(self, *_: Any, **__: Any) -> None:
            """Nothing is known."""

    return NoCache()
