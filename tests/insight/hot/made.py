"""Invented voices: two incidents, a kind of trouble that is everywhere, and the noise of a year around them."""

from datetime import UTC, datetime, timedelta
from random import Random

from sixia.insight.hot.rules.marks import Said

START = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
ESTATES = ("松月小区", "梧桐苑", "清河湾", "银杏家园", "石桥新村", "云岭花园", "望江苑", "东篱小区", "荷塘新村", "麦香家园")
PLANT = (
    "{e}旁边的砖瓦厂夜里冒黑烟，呛得睡不着",
    "投诉{e}附近砖瓦厂排放黑烟",
    "砖瓦厂的黑烟飘进{e}，窗户不敢开",
    "请管一管{e}边上的砖瓦厂，黑烟太大",
    "{e}居民反映砖瓦厂黑烟扰民",
)
LIFT = ("{e}电梯又停了，老人上不了楼", "{e}三栋电梯坏了两周没人修", "投诉{e}物业不修电梯", "{e}电梯困人，请派人来看")
CARDS = ("{e}楼下麻将馆通宵打牌，吵得人睡不着", "举报{e}麻将馆深夜扰民", "{e}有人开麻将馆，天天打牌到半夜")
NOISE = (
    "{e}的路灯不亮",
    "请问{e}什么时候通燃气",
    "{e}门口乱停车，出不去",
    "{e}自来水发黄",
    "{e}垃圾没有人清运",
    "咨询{e}孩子入学的学区",
    "{e}下水道堵了，污水外溢",
    "{e}公交车间隔太长",
)


def voices(*, noise: int = 160, seed: int = 7) -> list[Said]:
    """The plant by 松月小区 (14 voices in three weeks of June), the lift in 梧桐苑 (4 voices of 2 people, 300 votes), card rooms
    all over, and noise."""
    chance = Random(seed)
    made: list[Said] = []

    def say(text: str, day: int, who: str, **more: int) -> None:
        at = START + timedelta(days=day, minutes=len(made))
        made.append(Said(key=len(made) + 1, at=at, title=text, text=f"领导好！{text}。请尽快处理。", who=who, **more))

    for number in range(noise):
        text = NOISE[number % len(NOISE)].format(e=chance.choice(ESTATES))
        say(text, chance.randrange(330), f"n{number}")
    for number in range(10):
        say(CARDS[number % len(CARDS)].format(e=ESTATES[number]), 33 * number, f"c{number}")
    for number in range(14):
        say(PLANT[number % len(PLANT)].format(e="松月小区"), 150 + number % 20, f"p{number % 12}")
    for number in range(4):
        say(LIFT[number].format(e="梧桐苑"), 200 + 3 * number, f"l{number % 2}", up=300 if number == 1 else 0)
    return made


def of(made: list[Said], start: str) -> set[int]:
    """The keys of the voices by people whose key begins so."""
    return {one.key for one in made if one.who.startswith(start)}
