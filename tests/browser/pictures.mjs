// The pictures of doc/ from those that `run.sh BUILD --shots publicPages otherLanguages followPages` took: node pictures.mjs.
// Made small by the browser itself (WebP); refuses one of 60 kB or more.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const pictures = {
  'demande-joindre': 'demande-joindre-fr-320-light', 'demande-compte': 'demande-compte-fault-fr-320-dark', 'demande-relire': 'demande-relire-fr-320-light',
  'demande-ar': 'demande-joindre-ar-320-light', 'suivi-neutre': 'suivi-first-fr-320-light', suivi: 'suivi-accueil-fr-320-light',
}
const at = path => fileURLToPath(new URL(path, import.meta.url))
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage()
for (const [name, shot] of Object.entries(pictures)) {
  const png = readFileSync(at(`shots/${shot}.png`)).toString('base64')
  const webp = await page.evaluate(async png => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: Math.min(image.height, 1400) })
    canvas.getContext('2d').drawImage(image, 0, 0)
    return canvas.toDataURL('image/webp', 0.8).split(',')[1]
  }, png)
  const bytes = Buffer.from(webp, 'base64')
  if (bytes.length >= 60000) throw new Error(`${name}: ${bytes.length} bytes`)
  writeFileSync(at(`../../doc/${name}.webp`), bytes)
  console.log(`doc/${name}.webp ${bytes.length} bytes`)
}
await browser.close()
