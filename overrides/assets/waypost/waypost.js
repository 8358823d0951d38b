// Opens the search, which is loaded only then.

const opener = document.querySelector(".waypost-search-open")
let search

const openSearch = async (query) => {
  search ??= new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = opener.dataset.search
    script.onload = resolve
    script.onerror = reject
    document.head.append(script)
  })
  await search
  await window.waypostSearch.open({ base: opener.dataset.base, button: opener, query })
}

if (opener) {
  opener.hidden = false
  opener.addEventListener("click", () => openSearch())
  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")
    const isAsked = event.key === "/" ? !isTyping : event.key === "k" && (event.ctrlKey || event.metaKey)
    if (!isAsked || event.altKey || (event.key === "/" && event.ctrlKey)) return
    event.preventDefault()
    openSearch()
  })
  const asked = new URLSearchParams(location.search)
  if (["q", "stage", "barrier"].some((name) => asked.has(name))) openSearch()
}
