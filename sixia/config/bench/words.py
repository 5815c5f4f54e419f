"""What the invented residents say: sentences put together from the rules' own words, the same for the same number."""

from random import Random
from typing import Final

SPOTS: Final = [
    "村口",
    "桥头",
    "小学门口",
    "卫生室旁",
    "广场边",
    "河堤上",
    "三组",
    "五组",
    "老供销社门前",
    "集市南头",
    "文化站对面",
    "二号楼下",
]
SINCE: Final = ["前天开始", "上周二起", "快一个月了", "入冬以来", "从去年秋天到现在", "昨晚十点多", "连着三天", "断断续续半年"]
EFFECT: Final = (
    "老人出门很不方便",
    "孩子上学要绕一大圈",
    "地里的活没法干",
    "晚上谁也睡不好",
    "下雨天更严重",
    "已经有两个人摔过",
    "店里没法做生意",
    "问了几次都说在排队",
)
PLEA: Final = (
    "请尽快派人来看看。",
    "希望能给一个明确的时间。",
    "打过电话没有回音，我们想知道归谁管。",
    "麻烦帮忙协调一下，谢谢。",
    "请问什么时候能处理好？",
    "我们愿意出工出力，只缺材料。",
)
COMMON: Final = ("我们", "什么时候", "老人出门很不")
"""In a sixth to a third of all texts, by length of 2, 4 and 6 characters."""
RARE: Final = ("鹮翎", "鹮翎鸟巢", "鹮翎鸟巢掉了")
RARE_EVERY: Final = 100_000
RARE_SENTENCE: Final = "村口大树上的鹮翎鸟巢掉了，小鸟还在路边。"
ABSENT: Final = ("魑魅", "魑魅魍魉", "魑魅魍魉齐来")


def sentence(number: int, place: str, matter: str) -> str:
    """Some 45 to 80 characters about `matter` at `place`."""
    if number % RARE_EVERY == RARE_EVERY // 20:
        return f"{place}{RARE_SENTENCE}"
    luck = Random(number)
    parts = (luck.choice(SPOTS), luck.choice(SINCE), luck.choice(EFFECT), luck.choice(EFFECT), luck.choice(PLEA))
    spot, since, first, second, plea = parts
    return f"{place}{spot}{matter}，{since}，{first}，{second}。门牌{luck.randrange(1, 4000)}号，{plea}"
