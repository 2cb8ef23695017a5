"""Families: who lives together, how old they are, and what they are to the head (GB/T 4761)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gridserver.sample import naming
from gridserver.sample.draw import Draw, Weighted

MALE, FEMALE = "1", "2"


@dataclass(frozen=True, slots=True)
class Member:
    """One of a household: name, sex (GB/T 2261.1), birth, relation to the head (GB/T 4761), marriage (GB/T 2261.2)."""

    name: str
    sex: str
    birth: date
    relation: str
    marital: str

    def age(self, today: date) -> int:
        """Full years."""
        return today.year - self.birth.year - ((today.month, today.day) < (self.birth.month, self.birth.day))


_SHAPES: Weighted[str] = Weighted(
    ("alone_elder", 5),
    ("alone", 5),
    ("old_couple", 11),
    ("couple", 5),
    ("one_child", 20),
    ("two_children", 18),
    ("single_parent", 4),
    ("elders_one_child", 14),
    ("elders_two_children", 12),
    ("under_elders", 6),
)
_TENANTS: Weighted[str] = Weighted(("alone", 30), ("couple", 25), ("one_child", 30), ("two_children", 15))


class FamilyMaker:
    """Draws families as they live in towns and villages, 3.3 people in one on average."""

    def __init__(self, draw: Draw, today: date) -> None:
        """Draw from this stream; ages are those of this day."""
        self._draw = draw
        self._today = today

    def make(self, *, tenant: bool = False) -> list[Member]:
        """Draw one family, its head first. `tenant`: one that came to work and rents, so without elders."""
        shape = self._draw.weighted(_TENANTS if tenant else _SHAPES)
        if shape == "alone_elder":
            sex = FEMALE if self._draw.chance(0.68) else MALE
            return [self._person(sex, self._draw.between(68, 91), "02", "30")]
        if shape == "alone":
            sex = MALE if self._draw.chance(0.6) else FEMALE
            return [self._person(sex, self._draw.between(22, 52), "02", "10" if self._draw.chance(0.7) else "40")]
        if shape == "old_couple":
            return self._couple(self._draw.between(62, 84))
        if shape == "couple":
            return self._couple(self._draw.between(24, 58))
        if shape == "under_elders":
            return self._under_elders()
        return self._middle(shape)

    def _middle(self, shape: str) -> list[Member]:
        """A family whose head is in the middle of life."""
        age = self._draw.between(28, 56)
        if shape == "single_parent":
            sex = FEMALE if self._draw.chance(0.6) else MALE
            head = self._person(sex, age, "02", "40" if self._draw.chance(0.75) else "30")
            return [head, *self._children([head], 1)]
        pair = self._couple(age)
        members = [*pair, *self._children(pair, 2 if "two" in shape else 1)]
        if shape.startswith("elders"):
            members += self._elders(pair)
        return members

    def _person(self, sex: str, age: int, relation: str, marital: str, surname: str = "") -> Member:
        birth = self._birth(age)
        name = (surname or naming.surname(self._draw)) + naming.given(self._draw, sex, birth.year)
        return Member(name, sex, birth, relation, marital)

    def _birth(self, age: int) -> date:
        return self._today - timedelta(days=age * 365.2425 + self._draw.between(1, 364))

    def _couple(self, age: int) -> list[Member]:
        his, hers = age, max(22, age - self._draw.between(-1, 5))
        husband, wife = (self._person(MALE, his, "02", "20"), self._person(FEMALE, hers, "12", "20"))
        if self._draw.chance(0.14):
            head = Member(wife.name, FEMALE, wife.birth, "02", "20")
            return [head, Member(husband.name, MALE, husband.birth, "11", "20")]
        return [husband, wife]

    def _children(self, parents: list[Member], count: int) -> list[Member]:
        """Children who bear their father's name and are at least 22 years younger than the younger of the parents."""
        surname = _surname_of(next((one for one in parents if one.sex == MALE), parents[0]))
        eldest = max(0, min(one.age(self._today) for one in parents) - self._draw.between(22, 28))
        found: list[Member] = []
        for place in range(count):
            age = max(0, eldest - place * self._draw.between(2, 6))
            sex = MALE if self._draw.chance(0.53) else FEMALE
            son, daughter = ("21", "31") if count == 1 else ("22", "32") if place == 0 else ("23", "30")
            marital = "20" if age > 30 and self._draw.chance(0.3) else "10"
            found.append(self._person(sex, age, son if sex == MALE else daughter, marital, surname))
        return found

    def _elders(self, pair: list[Member]) -> list[Member]:
        """Parents of the husband, or now and then of the wife, as the head calls them."""
        hers = self._draw.chance(0.18)
        child = next(one for one in pair if one.sex == (FEMALE if hers else MALE))
        own = child is pair[0]
        in_law = ("55", "56") if pair[0].sex == MALE else ("53", "54")
        father, mother = ("51", "52") if own else in_law
        age = child.age(self._today) + self._draw.between(23, 30)
        both = age < 80 and self._draw.chance(0.6)
        surname = _surname_of(child)
        him = self._person(MALE, age, father, "20" if both else "30", surname)
        her = self._person(FEMALE, max(46, age - self._draw.between(0, 4)), mother, "20" if both else "30")
        return [him, her] if both else [her if self._draw.chance(0.66) else him]

    def _under_elders(self) -> list[Member]:
        """An old couple as heads, their son's family under the same roof."""
        pair = self._couple(self._draw.between(56, 72))
        head = next(one for one in pair if one.sex == MALE)
        age = head.age(self._today) - self._draw.between(23, 28)
        son = self._person(MALE, age, "22", "20", _surname_of(head))
        members = [*pair, son]
        if self._draw.chance(0.8):
            members.append(self._person(FEMALE, max(22, age - self._draw.between(0, 4)), "38", "20"))
        for _ in range(self._draw.between(1, 2)):
            sex = MALE if self._draw.chance(0.52) else FEMALE
            grown = max(0, age - self._draw.between(22, 28))
            members.append(self._person(sex, grown, "41" if sex == MALE else "42", "10", _surname_of(head)))
        return members


def _surname_of(member: Member) -> str:
    return member.name[:2] if member.name[:2] in naming.SURNAMES.values else member.name[:1]
