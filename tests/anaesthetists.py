"""What five anaesthetists made of 45 patients: Dawid and Skene (1979), table 1.

Patients are rated 1 to 4 for how fit they are for anaesthesia. The first rater saw each patient's
form three times.
"""

from __future__ import annotations

from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Record

# a patient a word: the three ratings by the first observer, then one by each of the others
RATINGS = """
1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 2223343
1111111 2223212 1211111 1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222
1111111 1111111 2322222 1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343
2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222
""".split()  # noqa: SIM905 (a table is read as a table)


def patients() -> AttributionGraph:
    """Return the ratings as attributions: "patient 3 is in class 2"."""
    records: list[Record] = [Agency(id=f"observer-{n}", name=f"Observer {n}") for n in range(1, 6)]
    for number, ratings in enumerate(RATINGS, 1):
        patient = Actor(id=f"patient-{number}", name=f"Patient {number}")
        records.append(patient)
        records.extend(
            Claim(
                id=f"{patient.id}-in-{value}",
                text=f"Patient {number} is in class {value}",
                about=patient,
                quantity={"value": int(value)},
            )
            for value in sorted(set(ratings))
        )
        records.extend(
            Attribution(
                id=f"{patient.id}-form-{form}",
                sources=f"observer-{max(form - 2, 1)}",
                content=f"{patient.id}-in-{value}",
                act="estimate",
            )
            for form, value in enumerate(ratings, 1)
        )
    return AttributionGraph(records)
