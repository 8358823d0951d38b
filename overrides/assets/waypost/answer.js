// Ways to answer an entry. Before a reader asks, nothing is loaded and no address stands in the page.

for (const link of document.querySelectorAll("[data-waypost-reply]")) {
  const address = () => {
    link.href = [...atob(link.dataset.waypostReply)].reverse().join("")
  }
  link.href = "#reply"
  link.hidden = false
  for (const event of ["pointerenter", "focus", "touchstart", "click"])
    link.addEventListener(event, address)
}

for (const button of document.querySelectorAll("[data-waypost-giscus]")) {
  button.hidden = false
  button.addEventListener("click", () => {
    const script = document.createElement("script")
    script.src = "https://giscus.app/client.js"
    script.async = true
    script.crossOrigin = "anonymous"
    const settings = JSON.parse(button.dataset.waypostGiscus)
    for (const [name, value] of Object.entries(settings)) script.setAttribute(`data-${name}`, value)
    const place = document.createElement("div")
    place.className = "giscus"
    place.tabIndex = -1
    script.addEventListener("error", () => place.append(said(button.dataset.failed)))
    button.replaceWith(place, script)
    place.focus()
  })
}

for (const button of document.querySelectorAll("[data-waypost-thread]")) {
  button.hidden = false
  button.addEventListener("click", async () => {
    button.disabled = true
    const found = await answers(button.dataset)
    found.tabIndex = -1
    button.closest("p").after(found)
    button.remove()
    found.focus()
  })
}

// The public answers to a post, oldest first, as text: of what others wrote no markup is taken over.
async function answers({ waypostThread, failed, none }) {
  const list = document.createElement("ol")
  list.className = "waypost-answers"
  try {
    const post = new URL(waypostThread)
    const number = post.pathname.split("/").filter(Boolean).pop()
    const from = `${post.origin}/api/v1/statuses/${encodeURIComponent(number)}/context`
    const answer = await fetch(from, { credentials: "omit", referrerPolicy: "no-referrer" })
    if (!answer.ok) throw new Error(answer.statusText)
    const { descendants } = await answer.json()
    for (const each of descendants)
      if (["public", "unlisted"].includes(each.visibility)) list.append(item(each))
  } catch {
    return said(failed)
  }
  return list.children.length ? list : said(none)
}

function item({ account, content, created_at, url }) {
  const found = document.createElement("li")
  const head = document.createElement("p")
  const link = document.createElement("a")
  link.textContent = account.display_name || account.username
  if (/^https?:/.test(url)) link.href = url
  link.rel = "nofollow ugc noopener"
  const time = document.createElement("time")
  time.dateTime = created_at
  time.textContent = new Date(created_at).toLocaleDateString(document.documentElement.lang)
  head.append(link, " · ", time)
  found.append(head)
  const parsed = new DOMParser().parseFromString(content, "text/html")
  for (const end of parsed.querySelectorAll("br")) end.replaceWith("\n")
  const paragraphs = [...parsed.querySelectorAll("p")]
  const texts = paragraphs.length ? paragraphs : [parsed.body]
  for (const each of texts) found.append(said(each.textContent))
  return found
}

function said(text) {
  const paragraph = document.createElement("p")
  paragraph.textContent = text
  return paragraph
}
