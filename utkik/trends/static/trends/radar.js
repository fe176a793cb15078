// A mark and its name are one thing: what is pointed at or focused on either side is shown on both.
function show(key) {
  for (const one of document.querySelectorAll("[data-mark]")) {
    if (one.dataset.mark === key) one.setAttribute("aria-current", "true")
    else one.removeAttribute("aria-current")
  }
}

const keyOf = (event) => event.target.closest?.("[data-mark]")?.dataset.mark

for (const what of ["mouseover", "focusin"]) {
  document.addEventListener(what, (event) => {
    const key = keyOf(event)
    if (key) show(key)
  })
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") show("")
})
