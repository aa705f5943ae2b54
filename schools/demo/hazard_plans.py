"""Which hazards there were, and how far each has come."""

from dataclasses import dataclass

from schools.models import Hazard
from schools.states import HazardState

State = HazardState
Owner = Hazard.Owner

FOUND = (State.OPEN,)
PUT_RIGHT = (State.OPEN, State.RECTIFIED)
VERIFIED = (State.OPEN, State.RECTIFIED, State.VERIFIED)
SENT_BACK = (State.OPEN, State.RECTIFIED, State.OPEN)
REPORTED = (State.REPORTED,)
WITHDRAWN = (State.OPEN, State.WITHDRAWN)
SETTLED = (VERIFIED, WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Plan:
    """One hazard: at which school or premises, what, its states in order, and when each began (as in `Days`).

    `due` is in days: from the finding for what is settled, from today for what is not. `item` is the failed item of
    the last inspection that it was made of, `notice` the number of the station's notice that it stands on.
    """

    where: str
    what: str
    path: tuple[State, ...]
    days: tuple[float, ...]
    due: int = 7
    place: str = ""
    item: str = ""
    scene: str = ""
    notice: int = 0
    is_major: bool = False
    owner: Owner = Owner.SCHOOL
    owner_name: str = ""


OF_SCHOOLS = (
    Plan("三峡幼儿园", "二楼疏散通道堆放桌椅", FOUND, (6,), -3, "教学楼二楼东侧", "exits", "corridor", 3),
    Plan("三峡幼儿园", "一键报警接通超过 20 秒", FOUND, (6,), 6, "门卫室", "alarm_linked", notice=3),
    Plan("三峡幼儿园", "正门防撞柱缺 2 根", PUT_RIGHT, (12, 2), 2, "正门外", scene="gate"),
    Plan("三峡幼儿园", "楼梯转角堆放杂物", VERIFIED, (0.05, 0.09, 0.11), 7, "教学楼一楼", scene="corridor"),
    Plan("三峡幼儿园", "厨房配电箱无防护门", VERIFIED, (0.4, 0.46, 0.48), 10, "厨房"),
    Plan("金色阳光幼儿园", "园门口路灯不亮，放学后光线不足", REPORTED, (4,), place="园门外"),
    Plan("金色阳光幼儿园", "放学时段流动摊贩占用人行道", REPORTED, (2,), place="东侧路口"),
    Plan("金色阳光幼儿园", "监控硬盘损坏，录像保存不足 30 天", VERIFIED, (0.08, 0.16, 0.2), 14, "监控室", notice=1),
    Plan("青枫幼儿园", "校门口通信线缆下垂", FOUND, (14,), -9, "正门外", owner=Owner.OTHER,
         owner_name="通信运营单位（演示）"),
    Plan("坪上幼儿园", "3 具灭火器压力不足", SENT_BACK, (24, 12, 9), 4, "一楼走廊", "exits", "extinguisher"),
    Plan("星河幼儿园", "操场围栏有缺口", WITHDRAWN, (0.3, 0.33), 7, "操场北侧"),
    Plan("隆鑫大地幼儿园", "安全出口前堆放教具", VERIFIED, (0.02, 0.1, 0.12), 7, "活动厅", scene="corridor"),
    Plan("南苑幼儿园", "后门门锁损坏", VERIFIED, (0.1, 0.14, 0.17), 5, "后门", is_major=True),
    Plan("红石幼儿园", "护学岗防护装备不足", VERIFIED, (0.15, 0.25, 0.3), 10, "门卫室"),
    Plan("桥北小学", "西门防撞柱松动", VERIFIED, (0.2, 0.4, 0.44), 21, "西门", scene="gate"),
    Plan("青石坪中学", "北门外机动车违停占用通道", VERIFIED, (0.25, 0.35, 0.5), 10, "北门", owner=Owner.STATION),
    Plan("桥南职业中学", "宿舍楼灭火器缺 1 具", VERIFIED, (0.35, 0.5, 0.55), 14, "2 号宿舍楼", scene="extinguisher"),
    Plan("小百合幼儿园", "活动室插座外壳破损", VERIFIED, (0.5, 0.6, 0.7), 7, "中二班活动室"),
    Plan("启明幼儿园", "门卫室无人时访客登记缺失", VERIFIED, (0.6, 0.75, 0.85), 10, "门卫室"),
    Plan("青石坪小学", "防撞柱缺 2 根", FOUND, (8,), 10, "正门外", "barriers"),
    Plan("育新幼儿园", "围墙修缮期间侧门未锁闭", PUT_RIGHT, (19, 4), 1, "东侧门", "closed_campus", is_major=True),
    Plan("示范路小学", "围墙监控线路脱落", VERIFIED, (0.3, 0.4, 0.5), 10, "围墙西段"),
    Plan("示范路中学", "操场东侧有一处监控盲区", FOUND, (17,), 3, "操场东侧", "cameras"),
)  # fmt: skip
# Found on the last check of the premises, on the same day.
OF_PREMISES = (
    Plan("青石坪旧改工地（演示）", "围挡破损，与学校通道之间有缺口", VERIFIED, (0.5, 0.6, 0.65), 7, "临学校一侧",
         scene="fence", notice=2, owner=Owner.PREMISES),
    Plan("油漆化工店（演示）", "油漆桶露天堆放在人行道上", FOUND, (12,), 2, "店门口",
         is_major=True, owner=Owner.PREMISES),
    Plan("青石坪出租房 1 号（演示）", "电动自行车在楼道内充电", FOUND, (10,), -5, "一楼楼道", owner=Owner.PREMISES),
    Plan("青石坪网吧（演示）", "距中学约 150 米，不足 200 米", FOUND, (7,), 14, is_major=True, owner=Owner.OTHER,
         owner_name="文化市场综合执法部门（演示）"),
)  # fmt: skip
