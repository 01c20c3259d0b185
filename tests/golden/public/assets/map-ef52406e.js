// On the map, what one points at stands out with all that it is tied to.
const map = document.querySelector(".chart");
const ties = (row) => [...map.querySelectorAll("[data-from],[data-rows]")].filter(({ dataset }) =>
  (dataset.rows?.split(" ") ?? [dataset.from, dataset.to]).includes(row));
const show = (row) => {
  map.querySelectorAll(".tied").forEach((it) => it.classList.remove("tied"));
  map.classList.toggle("pointed", row !== undefined);
  if (row === undefined) return;
  const rows = new Set([row]);
  for (const tie of ties(row)) {
    tie.classList.add("tied");
    for (const end of tie.dataset.rows?.split(" ") ?? [tie.dataset.from, tie.dataset.to]) rows.add(end);
  }
  for (const end of rows) map.querySelector(`[data-row="${end}"]`)?.classList.add("tied");
};
const rowOf = ({ target }) => target.closest("[data-row]")?.dataset.row;
map?.addEventListener("pointerover", (event) => show(rowOf(event)));
map?.addEventListener("pointerleave", () => show());
map?.addEventListener("focusin", (event) => show(rowOf(event)));
map?.addEventListener("focusout", () => show());
