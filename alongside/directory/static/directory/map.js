// The map that moves, when somebody asks for it. Until then nothing of it is loaded, and the
// picture and the list say the same. Nothing comes from another host unless the operator named
// a server for pictures of streets.

const box = document.querySelector("[data-map]");
const button = document.querySelector("[data-moves]");
const WIDE = 600, HIGH = 460, KM_A_DEGREE = 111.195;
const ROOM = 36; // pixels between the middles of two numbers

if (box && button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    move().then(
      () => button.remove(),
      () => button.removeAttribute("aria-busy"), // the picture stays
    );
  });
}

async function move() {
  const { leaflet, styles, tiles, credit, nearer, farther, label } = box.dataset;
  await Promise.all([import(leaflet), styled(styles)]);
  const L = globalThis.L;
  const picture = box.querySelector("svg");
  const globe = onTheGlobe();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const canvas = document.createElement("div");
  canvas.className = "map-moving";
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", label);
  picture.classList.add("map-replaced");
  box.prepend(canvas);

  const map = L.map(canvas, {
    zoomControl: false,
    attributionControl: Boolean(tiles),
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    maxZoom: tiles ? 19 : 16,
    zoomSnap: 0.5,
  });
  L.control.zoom({ position: "bottomright", zoomInTitle: nearer, zoomOutTitle: farther }).addTo(map);
  const seen = L.latLngBounds(globe(0, HIGH), globe(WIDE, 0));
  const doors = [...picture.querySelectorAll("[data-dot]")].map(({ dataset }) => [dataset.lat, dataset.lon]);
  const near = L.latLngBounds([globe(WIDE / 2, HIGH / 2), ...doors]).pad(0.15);
  map.fitBounds(doors.length ? near : seen, { animate: false, maxZoom: 15 });
  if (tiles) {
    map.attributionControl.setPrefix(false);
    L.tileLayer(tiles, { attribution: credit, referrerPolicy: "no-referrer" }).addTo(map);
  } else {
    map.setMinZoom(map.getBoundsZoom(seen) - 1);
    map.setMaxBounds(seen.pad(1.4));
    outlines(L, picture, globe, map);
  }
  for (const circle of picture.querySelectorAll(".map-rings circle")) {
    const metres = (Number(circle.getAttribute("r")) / (HIGH / 2)) * box.dataset.km * 1000;
    L.circle(globe(WIDE / 2, HIGH / 2), { radius: metres, className: "map-ring", interactive: false }).addTo(map);
  }
  pin(L, globe(WIDE / 2, HIGH / 2), "map-cross", "+", { interactive: false, keyboard: false }).addTo(map);
  const pins = [...picture.querySelectorAll("[data-dot]")].map(({ dataset }) => {
    const { dot: number, lat, lon, name } = dataset;
    const list = document.querySelector(`#at-${number} .rows`).cloneNode(true);
    L.circleMarker([lat, lon], { radius: 4, fillOpacity: 1, className: "map-door", interactive: false }).addTo(map);
    return pin(L, [lat, lon], "map-pin", number, { title: name, alt: `${number}: ${name}` })
      .bindPopup(list, { minWidth: 220, maxWidth: 280, maxHeight: 260 })
      .addTo(map);
  });
  const spread = () => apart(pins, map);
  map.on("zoomend", spread);
  spread();
  canvas.focus();
}

// No number covers another: each is moved a little from its door, whose dot stays.
function apart(pins, map) {
  const doors = pins.map((each) => map.latLngToLayerPoint(each.getLatLng()));
  const places = doors.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < 80; round++) {
    let still = true;
    for (let i = 0; i < places.length; i++) {
      for (let j = i + 1; j < places.length; j++) {
        let x = places[j].x - places[i].x, y = places[j].y - places[i].y;
        let away = Math.hypot(x, y);
        if (away >= ROOM) continue;
        still = false;
        if (away < 0.1) [x, y, away] = [Math.cos(i), Math.sin(i), 1];
        const push = ((ROOM - away) / 2 + 0.3) / away;
        places[i].x -= x * push;
        places[i].y -= y * push;
        places[j].x += x * push;
        places[j].y += y * push;
      }
    }
    if (still) break;
  }
  pins.forEach((each, i) => {
    const { style } = each.getElement();
    style.marginLeft = `${places[i].x - doors[i].x - 16}px`;
    style.marginTop = `${places[i].y - doors[i].y - 16}px`;
  });
}

function pin(L, at, kind, words, more) {
  const span = document.createElement("span");
  span.textContent = words;
  return L.marker(at, { icon: L.divIcon({ className: kind, html: span, iconSize: [32, 32] }), ...more });
}

// The picture is flat: a position is a straight line away from the middle.
function onTheGlobe() {
  const { lat, lon, km } = box.dataset;
  const scale = (HIGH / 2 / km) * KM_A_DEGREE;
  const narrow = Math.max(Math.cos((lat * Math.PI) / 180), 0.01);
  return (x, y) => [
    Number(lat) - (y - HIGH / 2) / scale,
    Number(lon) + (x - WIDE / 2) / scale / narrow,
  ];
}

function outlines(L, picture, globe, map) {
  for (const path of picture.querySelectorAll(":scope > path")) {
    const kind = path.getAttribute("class");
    const closed = kind === "map-land" || kind === "map-water";
    const lines = path.getAttribute("d").split("M").slice(1).map((part) =>
      part.replace("Z", "").trim().split(" ").map((pair) => globe(...pair.split(",").map(Number))));
    const draw = closed ? L.polygon : L.polyline;
    draw(lines, { className: kind, interactive: false, fillOpacity: 1, noClip: true }).addTo(map);
  }
  for (const town of picture.querySelectorAll(".map-towns text")) {
    const at = globe(Number(town.getAttribute("x")), Number(town.getAttribute("y")));
    pin(L, at, "map-town", `• ${town.textContent}`, { interactive: false, keyboard: false }).addTo(map);
  }
}

function styled(address) {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    link.addEventListener("load", resolve);
    link.addEventListener("error", reject);
    document.head.append(link);
  });
}
