"""Have a model's linear layers compute faster: most of the time that a text takes is theirs."""

import warnings
from collections.abc import Callable

import torch
from torch import nn

from index.errors import ModelError


def transpose(model: nn.Module) -> None:
    """Lay weights out column by column, as they are multiplied by: torch otherwise turns them at every call.

    They stay what they are, and vectors differ by rounding at most. The turned ones are no longer the file's own pages.
    """
    with torch.no_grad():
        for layer in model.modules():
            if type(layer) is nn.Linear:
                layer.weight.data = layer.weight.t().contiguous().t()


def quantise(model: nn.Module, use: Callable[[], object]) -> None:
    """Put int8 in the place of float32, and `use` it once. Raise ModelError if this torch or processor cannot.

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
