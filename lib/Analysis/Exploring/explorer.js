"use strict";
// Draws what the reader chose. Every number was computed by the library; the script selects, sorts and draws.
(() => {
  const all = JSON.parse(document.getElementById("numbers").textContent);
  const form = document.getElementById("choices");
  const table = document.getElementById("comparison");
  const status = document.getElementById("status");
  const OWN = "none: medians with their units";
  let state;

  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key in node) node[key] = value;
      else node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  };

  // The address: names, not places, so that it stays right when the data are measured again.
  const fromAddress = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    const missed = [];
    const one = (key, known, otherwise) => {
      const name = asked.get(key);
      if (name === null || known.includes(name)) return name ?? otherwise;
      missed.push(name);
      return otherwise;
    };
    const some = (key, known) => {
      if (!asked.has(key)) return new Set(known);
      const names = asked.get(key).split(",").filter((name) => name);
      missed.push(...names.filter((name) => !known.includes(name)));
      return new Set(names.filter((name) => known.includes(name)));
    };
    const title = one("runs", all.map((runs) => runs.title), all[0].title);
    const runs = all.find((each) => each.title === title);
    const targets = runs.targets.map((target) => target.name);
    const name = one("quantity", runs.quantities.map((each) => each.name), runs.quantities[0].name);
    const quantity = runs.quantities.find((each) => each.name === name);
    const columns = quantity.columns.map((column) => column.name);
    const baseline = one("baseline", [...targets, OWN], runs.baseline);
    return {
      runs, quantity, baseline, missed,
      targets: some("targets", targets),
      columns: some("on", columns),
      sort: one("sort", [...columns, "target"], "target"),
      down: asked.get("order") === "down",
    };
  };

  const toAddress = () => {
    const parts = new URLSearchParams();
    const { runs, quantity, baseline, targets, columns, sort, down } = state;
    if (runs !== all[0]) parts.set("runs", runs.title);
    parts.set("quantity", quantity.name);
    parts.set("baseline", baseline);
    if (targets.size < runs.targets.length) parts.set("targets", [...targets].join(","));
    if (columns.size < quantity.columns.length) parts.set("on", [...columns].join(","));
    if (sort !== "target") parts.set("sort", sort);
    if (down) parts.set("order", "down");
    history.replaceState(null, "", `#${parts}`);
  };

  // A cell of the data: "number|interval|count|plain number", "=why", or nothing.
  const cellsOf = (column) => {
    const base = state.runs.targets.findIndex((target) => target.name === state.baseline);
    const own = column.values.split(";");
    return (base < 0 ? own : column.ratios[base].split(";")).map((cell, index) => {
      if (cell === "" || cell[0] === "=") {
        const why = [own[index], own[base] ?? ""].find((each) => each[0] === "=" && each !== "=no unit");
        return { why: why ? why.slice(1) : base < 0 ? "only ratios have a mean" : "no ratio" };
      }
      const [text, interval = "", count = "", plain] = cell.split("|");
      const value = Number(plain ?? text.replace(/[<> ]/g, ""));
      const ends = base < 0 ? [] : interval.split("-").map(Number);
      return { text: base < 0 ? text : `${text}x`, interval, count, value, ends: ends.length === 2 ? ends : null };
    });
  };

  const options = (select, names, chosen) =>
    select.replaceChildren(...names.map((name) => make("option", { value: name, selected: name === chosen }, name)));

  const boxes = (place, key, groups) => {
    const known = groups.flatMap(([, names]) => names);
    const count = known.filter((name) => state[key].has(name)).length;
    place.querySelector(".count").textContent = count === known.length ? "all" : `${count} of ${known.length}`;
    const every = (label, set) =>
      make("button", { type: "button", onclick: () => { state[key] = new Set(set); draw(); } }, label);
    place.querySelector(".boxes").replaceChildren(
      every("all", known), every("none", []),
      ...groups.map(([title, names]) =>
        make("div", {}, ...(title ? [make("b", {}, title), " "] : []), ...names.map((name) =>
          make("label", {},
            make("input", {
              type: "checkbox", checked: state[key].has(name), value: name,
              onchange: (event) => { event.target.checked ? state[key].add(name) : state[key].delete(name); draw(event.target); },
            }), ` ${name} `)))));
  };

  const families = () => {
    const groups = new Map();
    for (const target of state.runs.targets) groups.set(target.family, [...(groups.get(target.family) ?? []), target.name]);
    return [...groups];
  };

  const byValue = (cells) => (one, other) => {
    const [a, b] = [cells[one].value, cells[other].value];
    if (a === undefined || b === undefined) return (a === undefined) - (b === undefined) || one - other;
    return (a - b) * (state.down ? -1 : 1) || one - other;
  };

  const head = (name, index) => {
    const sorted = state.sort === name;
    const label = make("button", {
      type: "button",
      onclick: () => {
        [state.down, state.sort] = [sorted && !state.down, name];
        draw();
        table.querySelectorAll("thead button")[index]?.focus();
      },
    }, name === "target" ? "Target" : name, make("span", { "aria-hidden": "true" }, sorted ? (state.down ? " ↓" : " ↑") : ""));
    return make("th", {
      scope: "col", className: name === "target" ? "" : "num",
      "aria-sort": sorted ? (state.down ? "descending" : "ascending") : "none",
    }, label);
  };

  // The column that is sorted by, or the last one, is drawn as dots on a log axis.
  const axisOf = (cells, rows) => {
    const values = rows.flatMap((row) => [cells[row].value, ...(cells[row].ends ?? [])]).filter((value) => value > 0);
    if (state.baseline !== OWN) values.push(1);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const [low, high] = [least, most].map(Math.log);
    const place = (value) => (high > low ? (Math.log(value) - low) / (high - low) : 0.5);
    const at = (value) => `${(4 + 92 * place(value)).toFixed(2)}%`;
    return { at, ticks: state.baseline === OWN ? [] : ticksOf(least, most).map((value) => ({ at: at(value), text: `${value}x` })) };
  };

  // At most five round numbers within the range.
  const ticksOf = (least, most) => {
    const steps = [[1, 2, 5], [1, 3], [1]].map((digits) => {
      const all = [];
      for (let power = Math.floor(Math.log10(least)); power <= Math.log10(most); power++) {
        all.push(...digits.map((digit) => Number(`${digit}e${power}`)));
      }
      return all.filter((value) => value >= least && value <= most);
    });
    return steps.find((values) => values.length <= 5) ?? steps[2].filter((_, index, all) => index % Math.ceil(all.length / 5) === 0);
  };

  const axisHead = (name, ticks) =>
    make("th", { scope: "col", className: "drawn" }, `${name}, log scale`,
      make("span", { className: "ticks", "aria-hidden": "true" },
        ...ticks.map((tick) => make("span", { style: `left:${tick.at}` }, tick.text))));

  const lane = (cell, at) => {
    const marks = [];
    if (state.baseline !== OWN) marks.push(make("b", { className: "one", style: `left:${at(1)}` }));
    if (cell.ends?.every((end) => end > 0)) {
      marks.push(make("b", { className: "interval", style: `left:${at(cell.ends[0])};right:calc(100% - ${at(cell.ends[1])})` }));
    }
    const bound = { ">": "→", "<": "←" }[cell.text?.[0]];
    if (cell.value > 0) {
      marks.push(make("b", { className: bound ? "bound" : "dot", style: `left:${at(cell.value)}` }, bound ?? ""));
    }
    return make("td", { className: "drawn" }, make("span", { className: "lane", "aria-hidden": "true" }, ...marks));
  };

  const draw = (focused) => {
    const { runs, quantity, baseline } = state;
    const names = runs.targets.map((target) => target.name);
    options(form.elements.runs, all.map((each) => each.title), runs.title);
    options(form.elements.quantity, runs.quantities.map((each) => each.name), quantity.name);
    options(form.elements.baseline, [...names, OWN], baseline);
    boxes(document.getElementById("targets"), "targets", families());
    boxes(document.getElementById("columns"), "columns", [["", quantity.columns.map((column) => column.name)]]);
    if (focused) [...form.querySelectorAll("input")].find((box) => box.value === focused.value)?.focus();

    const columns = quantity.columns.filter((column) => state.columns.has(column.name));
    const cells = columns.map(cellsOf);
    const sorted = columns.findIndex((column) => column.name === state.sort);
    const drawn = cells[sorted < 0 ? columns.length - 1 : sorted];
    const rows = names.map((_, index) => index).filter((index) => state.targets.has(names[index]));
    if (sorted >= 0) rows.sort(byValue(drawn));
    else if (state.down) rows.reverse();
    const axis = drawn && axisOf(drawn, rows);
    table.replaceChildren(
      make("thead", {}, make("tr", {},
        head("target", 0), ...columns.map((column, index) => head(column.name, index + 1)),
        ...(drawn ? [axisHead(columns[sorted < 0 ? columns.length - 1 : sorted].name, axis.ticks)] : []))),
      make("tbody", {}, ...rows.map((row) =>
        make("tr", { className: names[row] === baseline ? "base" : "" }, make("th", { scope: "row" }, names[row]),
          ...cells.map((column) => show(column[row], names[row] === baseline)),
          ...(drawn ? [lane(drawn[row], axis.at)] : [])))));
    const than = baseline === OWN ? "Medians" : `How many times ${baseline}'s`;
    status.textContent =
      `${quantity.name[0].toUpperCase()}${quantity.name.slice(1)}: ${quantity.words}. ` +
      `${than}. In brackets: the ${runs.interval} of each number by itself; where n stands instead, there are too few blocks for one. ${runs.about}` +
      (state.missed.length ? ` Not in these data, so left out: ${state.missed.join(", ")}.` : "");
    state.missed = [];
    toAddress();
  };

  // In small: the interval, else why there is none.
  const show = (cell, isBaseline) => {
    if (isBaseline && !cell.why) return make("td", { className: "num" }, make("span", { className: "value" }, "1x"));
    if (cell.why) return make("td", { className: "num" }, make("span", { className: "quiet" }, cell.why));
    const isBound = /^[<>]/.test(cell.text);
    const count = cell.count && (cell.count.includes(" ") ? cell.count : `n = ${cell.count}`);
    const few = count && (count.includes(" of ") || (!cell.interval && !isBound));
    return make("td", { className: "num", title: count },
      make("span", { className: "value" }, cell.text),
      make("span", { className: "ci" },
        [cell.interval && `(${cell.interval})`, isBound && "time limit", few && count].filter(Boolean).join(" ")));
  };

  const restart = () => { state = fromAddress(); draw(); };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.runs.addEventListener("change", (event) => {
    location.hash = new URLSearchParams({ runs: event.target.value, quantity: state.quantity.name });
  });
  form.elements.quantity.addEventListener("change", (event) => {
    state.quantity = state.runs.quantities.find((each) => each.name === event.target.value);
    state.columns = new Set(state.quantity.columns.map((column) => column.name));
    if (!state.columns.has(state.sort)) state.sort = "target";
    draw();
  });
  form.elements.baseline.addEventListener("change", (event) => { state.baseline = event.target.value; draw(); });
  window.addEventListener("hashchange", restart);
  document.getElementById("explorer").hidden = false;
  restart();
})();
