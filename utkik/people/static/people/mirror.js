// Shows what is typed in a field where it will stand: <span data-mirror="id of the field">.
for (const shown of document.querySelectorAll("[data-mirror]")) {
  const field = document.getElementById(shown.dataset.mirror)
  field?.addEventListener("input", () => { shown.textContent = field.value.trim() || "…" })
}
