"""Rules between columns: `[Net] <= [Gross]`, in a small language that can do nothing else."""

from .check import RowRule, row_rules
from .language import Expression, ExpressionError, compile_expression

__all__ = ["Expression", "ExpressionError", "RowRule", "compile_expression", "row_rules"]
