// Shows what is typed in a field where it will stand: <span data-mirror="id of the field">.
for (const shown of document.querySelectorAll("[data-mirror]")) {
  const field = document.getElementById(shown.dataset.mirror)
  const most = Number(shown.dataset.mirrorMost) || Infinity
  field?.addEventListener("input", () => {
    const text = field.value.trim()
    shown.textContent = text.length > most ? `${text.slice(0, most - 1)}…` : text || shown.dataset.mirrorEmpty || ""
  })
}
