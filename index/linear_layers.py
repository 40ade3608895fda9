"""Have a model's linear layers compute faster: nearly all of the time that a text takes is theirs."""

import warnings
from collections.abc import Callable, Iterator

import numpy as np
import torch
from torch import Tensor, nn

from index.errors import ModelError
from index.word_pieces import Vectors

SAME = 1e-5  # how far numbers of a vector may differ for what is only rounded otherwise


class _Packed(nn.Module):
    """A linear layer whose weights oneDNN has laid out as it multiplies by them."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self._weight = torch.ops.mkldnn._reorder_linear_weight(layer.weight.detach(), None)
        self._bias = None if layer.bias is None else layer.bias.detach()

    def forward(self, given: Tensor) -> Tensor:
        found: Tensor = torch.ops.mkldnn._linear_pointwise(given, self._weight, self._bias, "none", [], "")
        return found


def pack(model: nn.Module, use: Callable[[], Vectors]) -> None:
    """Lay weights out once, which torch otherwise does at every call; leave them if `use` then gives other vectors.

    The operators are those of torch's own compiler, which it may change; so the vectors are compared. Of documented
    ways, `torch.utils.mkldnn` gained nothing, and `torch.compile` wants a compiler for C++ on the machine.
    """
    layers, expected = list(_linear(model)), use()
    try:
        for parent, name, layer in layers:
            setattr(parent, name, _Packed(layer))
        is_same = np.allclose(use(), expected, atol=SAME)
    except (AttributeError, RuntimeError, TypeError):
        is_same = False
    if not is_same:
        for parent, name, layer in layers:
            setattr(parent, name, layer)


def quantise(model: nn.Module, use: Callable[[], Vectors]) -> None:
    """Put int8 in the place of float32. Raise ModelError if this torch or processor cannot, or the first `use` fails.

    Weights have a scale for each output; activations, quantised as they come, one for each call and 7 bits, so that
    no sum overflows on a processor without VNNI. torch means to give this up for torchao, and says so at every use.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from torch.ao.quantization import per_channel_dynamic_qconfig, quantize_dynamic

            per_output = {nn.Linear: per_channel_dynamic_qconfig}
            quantize_dynamic(model, per_output, inplace=True)  # type: ignore[no-untyped-call]  # torch has no type
            use()  # which warns, too
    except (ImportError, AttributeError, RuntimeError) as error:
        raise ModelError(
            f"Vectors by int8 are not to be had here: {error}. Unset NEWSDESK_EMBEDDING__PRECISION."
        ) from error


def _linear(model: nn.Module) -> Iterator[tuple[nn.Module, str, nn.Linear]]:
    """Yield the linear layers of float32, each with what holds it and under which name; no classes made of them."""
    for parent in model.modules():
        for name, layer in parent.named_children():
            if type(layer) is nn.Linear and layer.weight.dtype is torch.float32:
                yield parent, name, layer
