"""Amounts in a clinic's words: what comes to more than 3 liters a day is found however it is written."""

import pytest

from ivig_prep.core.clinic.drinking import too_much, urges_to_drink

TOO_MUCH = [
    "Drink 4 liters of water.",
    "Drink 3.5 liters.",
    "Drink 3,5 litres.",
    "Drink 4L a day.",
    "Drink 3500 ml.",
    "Drink 3,500 ml.",
    "Drink 3.500 ml.",
    "Drink 400 cl.",
    "Drink 13 cups.",
    "Drink thirteen cups.",
    "Drink twenty glasses of water.",
    "Drink 10 to 16 cups.",
    "Drink 12-14 cups.",
    "Drink 16 full cups.",
    "Drink 20 or more cups.",
    "Drink 128 fl oz.",
    "Drink 128 ounces.",
    "Drink 7 pints.",
    "Drink 4 quarts.",
    "Drink a gallon of water.",
    "Drink one gallon.",
    "Drink three and a half liters.",
    "Drink 3 1/2 liters.",
    "Drink 3\u00bd liters.",
    "Drink 7 bottles of water.",
    "Drink 2 liters twice a day.",
    "Drink 5 cups 3 times a day.",
    "Drink 5 cups with each meal.",
    "Drink 2 cups every hour.",
    "Sip 1 cup every 30 minutes.",
    "Drink 3 cups every 2 hours.",
    "DRINK 4 LITERS.",
]
NOT_TOO_MUCH = [
    "Drink 3 liters of water.",
    "Drink 12 cups (3 liters).",
    "Drink 8 cups (2 liters) of water today.",
    "Drink 3,000 ml.",
    "Drink 100 oz.",
    "Drink half a gallon.",
    "Sip 1 cup every hour.",
    "Drink 2 cups of water. Take your temperature every hour.",
    "Bring 20 dollars and a cup.",
    "Come at 10. Cups are here.",
    "Use 4 liters of oxygen.",
    "You can drink water.",
    "The bus is line 12. Liters of tea wait for you.",
    "",
]


@pytest.mark.parametrize("text", TOO_MUCH)
def test_more_than_3_liters_a_day_is_found(text: str) -> None:
    assert too_much(text) is not None
    assert urges_to_drink(text)


@pytest.mark.parametrize("text", NOT_TOO_MUCH)
def test_3_liters_or_less_is_not_too_much(text: str) -> None:
    assert too_much(text) is None
