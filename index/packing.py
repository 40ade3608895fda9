"""Pack a model's linear layers: their weights lie as oneDNN reads them, once and not anew for every text.

Over the few tokens of a question, four fifths of torch's time go into these layers, and most of that into bringing the
weights into order. Packed, they take half of it on a processor with AVX-512. They are copies, of 42 MB for the default
model: the plain weights were pages of the model's file.
"""

import torch
from torch import Tensor, nn


class PackedLinear(nn.Module):
    """A linear layer with packed weights. They cannot be read one by one any more."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        packed = torch.ops.mkldnn._reorder_linear_weight(linear.weight.detach(), None)
        self.register_buffer("weight", packed, persistent=False)
        self.bias = linear.bias

    def forward(self, given: Tensor) -> Tensor:
        """Return what the layer makes of its input, by the operator that torch.compile takes for it."""
        made: Tensor = torch.ops.mkldnn._linear_pointwise(given, self.weight, self.bias, "none", [], "")
        return made


class Packing:
    """The packed layers of a model, which can be put back as they were."""

    def __init__(self, model: nn.Module) -> None:
        self._plain: list[tuple[nn.Module, str, nn.Linear]] = [
            (module, name, layer)
            for module in model.modules()
            for name, layer in module.named_children()
            if type(layer) is nn.Linear and layer.weight.dtype is torch.float32
        ]

    def pack(self) -> None:
        """Put packed layers in the place of the plain ones. Raise RuntimeError or AttributeError if torch cannot."""
        if not torch.backends.cpu.get_cpu_capability().startswith("AVX"):
            raise RuntimeError("what packing gains was measured on processors with AVX alone")
        for module, name, layer in self._plain:
            setattr(module, name, PackedLinear(layer))

    def undo(self) -> None:
        """Put the plain layers back."""
        for module, name, layer in self._plain:
            setattr(module, name, layer)
