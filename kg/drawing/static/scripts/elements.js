"use strict";

/* Elements, colours and texts. Every text comes in as textContent; no markup is ever parsed. */

const find = (id) => document.getElementById(id);

/* Make an element; `made` holds properties (text is textContent), `inside` the children, null for none. */
function make(tag, made = {}, ...inside) {
  return fill(document.createElement(tag), made, inside);
}

/* Make an element of SVG; all of `attributes` are set as attributes. */
function makeSvg(tag, attributes = {}, ...inside) {
  const { text, ...named } = attributes;
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), { ...(text === undefined ? {} : { text }), attributes: named }, inside);
}

function fill(element, made, inside) {
  const { text, attributes = {}, ...properties } = made;
  Object.assign(element, properties);
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside.filter((child) => child !== null));
  return element;
}

function makeButton(text, onclick, made = {}) {
  return make("button", { type: "button", text, onclick, ...made });
}

/* A button that breaks over lines as the words around it do. */
function makeLink(text, act) {
  const press = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  };
  return make("span", { text, className: "link", tabIndex: 0, onclick: act, onkeydown: press, attributes: { role: "button" } });
}

function isPressed(button) {
  return button.getAttribute("aria-pressed") === "true";
}

function press(button, on) {
  button.setAttribute("aria-pressed", String(on));
}

function isWeb(link) {
  try {
    return ["http:", "https:"].includes(new URL(link).protocol);
  } catch {
    return false;
  }
}

/* Mix two colours written #rrggbb; `share` is the second one's. */
function mixColours(first, second, share) {
  const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const [a, b] = [parts(first), parts(second)];
  return toHex(a.map((value, at) => Math.round(value + (b[at] - value) * share)));
}

function toHex(parts) {
  return "#" + parts.map((value) => value.toString(16).padStart(2, "0")).join("");
}

/* The style's colours as #rrggbb, in the light or the dark as the reader has it. */
function readColours(classes) {
  const probe = make("span", { hidden: true });
  document.body.append(probe);
  const read = (name) => {
    probe.style.color = `var(--${name})`;
    return toHex(getComputedStyle(probe).color.match(/\d+/g).slice(0, 3).map(Number));
  };
  const surface = read("surface");
  const colours = {
    surface, ink: read("ink"), soft: read("soft"), edge: read("edge"), accent: read("accent"),
    classes: classes.map((one) => read(one.family)),
  };
  probe.remove();
  return colours;
}

function shorten(text, length) {
  if (text.length <= length) return text;
  const letters = Array.from(text.slice(0, 2 * length));
  return letters.length > length ? letters.slice(0, length - 1).join("") + "…" : text;
}

/* Break a label into at most three lines. */
function wrapWords(text, width) {
  const lines = [""];
  for (const word of shorten(text, width * 3).split(/\s+/)) {
    const line = lines[lines.length - 1];
    if (line && line.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), lines[2] + "…"];
}

/* Letters as one types them: without accents, in small letters. */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function count(number, one, many = one + "s") {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
