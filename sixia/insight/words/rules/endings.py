"""The words by which names are found in a text: how names end, and what stands in no name. Chinese; knows no county."""

from typing import Final

AREA, TOWN, VILLAGE, ROAD, ESTATE, SCHOOL = "area", "town", "village", "road", "estate", "school"
HOSPITAL, FIRM, OFFICE, SITE, LINE, LANDMARK = "hospital", "firm", "office", "site", "line", "landmark"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENDINGS: Final = {
    AREA: """
    自治县 自治州 地区 新区 片区 省 市 县 区
    """,
    TOWN: """
    街道办事处 街道办 街道 乡 镇
    """,
    VILLAGE: """
    社区 村委会 村 屯
    """,
    ROAD: """
    大道 高速公路 高速 国道 省道 县道 公路 步行街 立交桥 高架桥 大桥 隧道 路口 路 街 巷 桥 立交
    """,
    ESTATE: """
    小区 花园 家园 公寓 新村 山庄 别墅 佳园 嘉园 华庭 名邸 公馆 花苑 雅苑 豪庭 国际城 新城 名城 府邸 家属院
    宿舍 苑 庭 湾 郡 城 府 园
    """,
    SCHOOL: """
    职业技术学院 幼儿园 小学 初中 高中 中学 学院 大学 学校 一中 二中 三中 四中 五中 附中 附小 驾校 校区
    培训机构
    """,
    HOSPITAL: """
    人民医院 中医院 妇幼保健院 卫生院 卫生室 诊所 医院 疾控中心
    """,
    FIRM: """
    有限公司 集团 公司 工厂 砖厂 水厂 电厂 酒店 宾馆 超市 商场 饭店 餐馆 网吧 KTV ktv 养殖场 屠宰场
    采石场 市场 加油站 厂 矿
    """,
    OFFICE: """
    公安局 派出所 交警队 交警大队 教育局 人社局 社保局 住建局 国土局 环保局 卫生局 民政局 人民法院 法院 检察院
    信访局 政府 居委会 物业 城管局 局
    """,
    SITE: """
    工地 项目部 施工现场 安置区 安置房 棚户区 拆迁区 开发区 工业园 产业园 园区 项目 变电站 垃圾站 垃圾场 填埋场
    搅拌站 污水厂 污水处理厂 停车场 充电桩
    """,
    LINE: """
    地铁站 公交站 火车站 汽车站 高铁站 客运站 车站
    """,
    LANDMARK: """
    水库 公园 风景区 景区 广场 大厦 大楼 河 湖 江 山 塘 渠 体育馆 图书馆 博物馆
    """,
}
KIND: Final = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
"""Ending to kind."""

AFTER: Final = {
    "路": "灯面段边人上过由况障线途程基牌网政权",
    "街": "坊上面头",
    "桥": "梁面下头",
    "河": "道南北水流边沟",
    "湖": "南北水边",
    "江": "苏西水边",
    "山": "区东西上水地",
    "城": "市管区镇乡中建里关投",
    "园": "区林内长丁",
    "府": "上",
    "市": "场民政长委容内面值价",
    "区": "域别间长政委内",
    "县": "城长委政内",
    "镇": "上长政痛",
    "村": "里长支干组庄内",
    "乡": "亲下村镇政",
    "省": "钱政级委长道",
    "局": "面部势长",
    "厂": "家房商区",
    "矿": "产山泉区",
    "湾": "区",
    "庭": "院审",
    "塘": "边",
    "屯": "兵",
    "苑": "内",
    "郡": "县",
    "巷": "子道",
    "渠": "道",
}
"""What follows shows that the character ends no name here: 路灯, 城市."""

WALL: Final = frozenset(
    "的了在于是和与及到从对向我你他她它们请把被让给为以有这那该某各每个您就都也还而但又很要说能可将已因此之问哪些几两由往"
    "距离沿按据反映投诉等并或且若如则呢吗吧啊么没不无再去来栋至年住整修挨违"
)
"""Characters that names do not hold."""

NAMELY: Final = _words(
    """
    和平 和谐 和顺 和美 和悦 和盛 和馨 和园 向阳 向荣 来安 来凤 永和 太和 泰和 以撒 安住 有限 长沙
    """
)
"""Where a character of the wall stands inside a name after all."""

WALL_WORDS: Final = _words(
    """
    影响 导致 部分 增加 督促 拒交 开设 代表 附近 旁边 位于 周边 对面 里面 外面 门口 座落 坐落 关于 靠近 临近
    严重 希望 建议 举报 咨询 查处 清理 要求 出行 配套 普惠 数万 任何 安置 老旧 现在 目前 业主 居民 村民 市民
    房屋 工程 违建 多家 其他 相关 有关 所有 全体 该县 主城 商业 人行 市政 沥青 旅游 实验 第一 公办 民办 私立
    公立 政府 领导 本人 家住 我家 家里 今年 去年 小时 整治 治理 管理 贯彻 一家 一个 一条 物业 取缔 加强 改善
    完善 解决 尽快 何时 新建 在建 修建 建设 改造 取消 增设 反对 规范 打造 治污 支持 落实
    """
)
"""Words that names do not begin with."""

STEMLESS: Final = _words(
    """
    物业 政府 项目 市场 广场 高速
    """
)
"""Endings that everybody uses alone: two characters or more must stand before them, as before one of a single character."""

INSIDE: Final = _words(
    """
    物业 政府 居委会 局 项目 项目部 停车场 工地 公交站 地铁站 充电桩
    """
)
"""Endings that may follow a whole name and leave it what it is: 丽发小区 + 物业."""

COMMON: Final = _words(
    """
    城市道路 市政道路 乡村道路 乡村公路 农村公路 人行道路
    本市 我市 全市 城市 超市 上市 股市 门市 菜市 全县 我县 县城 农村 乡村 新农村 本村 全村 城中村 地区 山区
    片区 校区 灾区 园区 辖区 城区 市区 老城区 主城区 小区 老小区 新小区 高速 公路 马路 道路 铁路 线路 电路
    网络 出路 思路 后路 一路 半路 走路 修路 让路 水泥路 柏油路 大街 上街 逛街 城镇 乡镇 集镇 邻居 新居 大城市
    一线城市 省会城市 大学 中学 小学 高中 初中 学校 医院 公司 集团 工厂 酒店 工地 项目 停车场 派出所 公安局
    教育局 法院 检察院 广场 公园 市场 菜市场 市政府 县政府 区政府 镇政府 国际 同学 当局 布局 邮局 结局
    房地产公司 物业公司 房地产开发公司 商城 幼儿园 私立学校 职业学校 社区 街道 村委会 居委会 公寓 宿舍 花园 家园
    住宅小区 居民小区 高层小区 安置小区 中小学 中小学校 培训学校 人行天桥 高架桥 天桥 立交桥 商业街 食品有限公司
    科技有限公司 贸易有限公司 网络有限公司 房地产有限公司 十字路口 丁字路口 红绿灯路口 公交车站 房地产市场 农贸市场
    各级政府 当地政府 地方政府 人民政府 我们小区 学生宿舍 员工宿舍 公共停车场 地下停车场 质监局 物价局 工商局 税务局
    国土资源局 交通局 规划局
    """
)
"""Words that look like names and are none."""
