"""The names of the months in the languages that mail programs and ticket systems write dates in."""

from __future__ import annotations

from typing import Final

_NAMES: Final = (
    "jan january januar janv janvier ene enero janeiro gen gennaio",
    "feb february februar fév févr février febrero fev fevereiro febbraio",
    "mar march mär mrz märz mars marzo março",
    "apr april avr avril abr abril aprile",
    "may mai mayo maio mag maggio",
    "jun june juni juin junio junho giu giugno",
    "jul july juli juil juillet julio julho lug luglio",
    "aug august aoû août ago agosto",
    "sep sept september septembre septiembre set setembro settembre",
    "oct october okt oktober octobre octubre out outubro ott ottobre",
    "nov november novembre noviembre novembro",
    "dec december dez dezember déc décembre dic diciembre dezembro dicembre",
)
MONTHS: Final = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
"""The number of each month, by its names in lower case."""
