"""Packed layers compute what the plain ones do, and where there are none to be had, the plain ones stay."""

import pytest
import torch
from torch import nn

from index import SentenceTransformerEmbeddings
from index.packing import PackedLinear, Packing

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        not torch.backends.cpu.get_cpu_capability().startswith("AVX"), reason="layers are packed for AVX alone"
    ),
]


def layers() -> nn.Sequential:
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(24, 48), nn.GELU(), nn.Sequential(nn.Linear(48, 8, bias=False))).eval()


@pytest.mark.parametrize("shape", [(1, 24), (15, 24), (1, 15, 24), (4, 7, 24)])
@torch.inference_mode()
def test_packed_layers_make_the_same_of_every_input(shape: tuple[int, ...]) -> None:
    model, given = layers(), torch.randn(shape)
    plain = model(given)
    Packing(model).pack()
    assert torch.allclose(model(given), plain, atol=1e-6)


def test_layers_inside_others_are_packed_too() -> None:
    model = layers()
    Packing(model).pack()
    assert [type(module) for module in model.modules()].count(PackedLinear) == 2


def test_what_is_undone_is_as_it_was() -> None:
    model = layers()
    before = list(model.modules())
    packing = Packing(model)
    packing.pack()
    packing.undo()
    assert list(model.modules()) == before


def test_the_default_model_is_packed() -> None:
    assert any(isinstance(module, PackedLinear) for module in SentenceTransformerEmbeddings()._loaded[0].modules())


def test_on_another_processor_the_plain_layers_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: "DEFAULT")
    model = SentenceTransformerEmbeddings()
    assert model.encode(["rain"]).shape == (1, 384)
    assert not any(isinstance(module, PackedLinear) for module in model._loaded[0].modules())


def test_layers_that_make_something_else_are_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PackedLinear, "forward", lambda self, given: given @ self.weight.to_dense().T * 2)
    model = SentenceTransformerEmbeddings()
    assert model.encode(["rain"]).shape == (1, 384)
    assert not any(isinstance(module, PackedLinear) for module in model._loaded[0].modules())
