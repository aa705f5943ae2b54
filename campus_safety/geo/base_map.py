"""The base map as a setting: a preset, or any XYZ address, each with its datum."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Tiles under the map. `datum` is `wgs84` or `gcj02`; `url` is an XYZ template, or None for the plain ground."""

    url: str | None
    attribution: str = ""
    datum: str = "wgs84"
    max_zoom: int = 18
    subdomains: str = ""

    @property
    def sources(self) -> list[str]:
        """Origins that the content security policy must admit for pictures."""
        if not self.url:
            return []
        address = urlsplit(self.url)
        hosts = [address.netloc.replace("{s}", name) for name in self.subdomains] or [address.netloc]
        return [f"{address.scheme}://{host}" for host in dict.fromkeys(hosts)]


def base_map(*, name: str, key: str = "", datum: str = "wgs84") -> BaseMap:
    """The base map called `name`: `osm`, `tianditu` (with a key), `amap`, `none`, or an XYZ address in `datum`.

    Raises ImproperlyConfigured for an unknown name, an unknown datum or a missing key.
    """
    if datum not in {"wgs84", "gcj02"}:
        raise ImproperlyConfigured("BASE_MAP_DATUM must be wgs84 or gcj02.")
    if name == "none":
        return BaseMap(url=None)
    if name == "osm":
        return BaseMap("https://tile.openstreetmap.org/{z}/{x}/{y}.png", "© OpenStreetMap", max_zoom=19)
    if name == "amap":
        url = "https://webrd0{s}.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={x}&y={y}&z={z}"
        return BaseMap(url, "© 高德地图", datum="gcj02", subdomains="1234")
    if name == "tianditu":
        if not key:
            raise ImproperlyConfigured("BASE_MAP=tianditu needs BASE_MAP_KEY.")
        url = (
            "https://t{s}.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec&STYLE=default"
            f"&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
        )
        return BaseMap(url, "© 天地图", subdomains="01234567")
    if name.startswith(("http://", "https://")) and all(part in name for part in ("{x}", "{y}", "{z}")):
        return BaseMap(name, datum=datum)
    raise ImproperlyConfigured("BASE_MAP must be osm, tianditu, amap, none or an address with {x}, {y} and {z}.")
