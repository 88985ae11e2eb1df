"""test_fault_memory.py for the commands of the decision log: a file of its own, so that the two run side by side."""
import pytest

from fault_commands import commands
from test_fault_memory import fail_each_allocation, inputs, shim  # noqa: F401 (fixtures)


@pytest.mark.parametrize("name", [name for name in commands() if name.startswith("log-")])
def test_a_failed_allocation_gives_the_whole_answer_or_none(program, interdict, shim, inputs, name):  # noqa: F811
    fail_each_allocation(program, interdict, shim, inputs, name)
