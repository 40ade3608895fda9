"""Read passages with a question: a trained model says which sentence answers it, and whether any does."""

from bot.reader.calibration import Calibration as Calibration
from bot.reader.encoding import Read as Read
from bot.reader.encoding import heading_of as heading_of
from bot.reader.encoding import read_of as read_of
from bot.reader.reader import Reader as Reader
from bot.reader.reader import Reading as Reading
from bot.reader.reader import TrainedReader as TrainedReader
from bot.reader.untrained import CosineReader as CosineReader
from bot.reader.untrained import CrossEncoderReader as CrossEncoderReader
from bot.reader.untrained import Likeness as Likeness
