// A suggestion that is chosen writes itself into its field; without script the server reads the suggestion.
document.addEventListener("change", (event) => {
  const field = document.getElementById(event.target.dataset?.fill ?? "")
  if (!field) return
  field.value = event.target.value
  field.dispatchEvent(new Event("input", { bubbles: true }))
})
document.addEventListener("input", (event) => {
  // another value typed by hand: the suggestion stands no longer
  for (const one of document.querySelectorAll(`[data-fill="${CSS.escape(event.target.id)}"]`)) {
    one.checked = one.value === event.target.value
  }
})
