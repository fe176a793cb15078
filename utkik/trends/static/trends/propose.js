// Saying yes to a proposal unfolds where it is written. Focus follows a pointer; by the keyboard it stays on the
// choice, for the arrows choose as they pass, and the next Tab leads there.
const FIRST = { change: "id_change", addition: "id_name", removal: "id_why" }
const place = document.querySelector("#answer-form details")
let byPointer = false

function unfold() {
  const sort = document.querySelector("#answer-form [name=sort]:checked")?.value
  if (sort) place.open = true
  return document.getElementById(FIRST[sort])
}

if (place) {
  document.addEventListener("pointerdown", () => { byPointer = true })
  document.addEventListener("keydown", () => { byPointer = false })
  place.closest("form").addEventListener("change", (event) => {
    if (event.target.name !== "sort") return
    const field = unfold()
    if (byPointer) field?.focus()
  })
  unfold()
}
