"""Weigh statements: a trained model says how likely passages support what is stated."""

from bot.support.support import SupportModel as SupportModel
from bot.support.support import Verdict as Verdict
from bot.support.support import Weighing as Weighing
