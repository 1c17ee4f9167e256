'use client'
import { useState } from 'react'
import { useStore } from 'zustand'
import { useLoaded } from '../panels/use-loaded.ts'
import { Dialog } from '../parts/dialog.tsx'
import { SearchField } from '../parts/search-field.tsx'
import { useStudio } from '../shell/studio.ts'
import { useTexts } from '../texts/use-texts.ts'
import { TemplateCard } from './template-card.tsx'
import style from './templates.module.css'

/** The workflows that come with the program, each with its picture: a press opens one in a new tab. */
export const TemplatesDialog = () => {
  const texts = useTexts().templates
  const { store } = useStudio()
  const open = useStore(store, (state) => state.templates)
  const close = () => store.setState({ templates: false })
  return (
    <Dialog open={open} close={close} title={texts.title} about={texts.about} wide>
      <Choices close={close} />
    </Dialog>
  )
}

const Choices = ({ close }: { readonly close: () => void }) => {
  const texts = useTexts().templates
  const { api, documents } = useStudio()
  const { value, problem } = useLoaded(api.examples, 0)
  const [words, setWords] = useState('')
  const wanted = words.trim().toLowerCase().split(/\s+/)
  // The simplest first.
  const ordered = value?.toSorted((a, b) => a.nodes - b.nodes)
  const found = ordered?.filter(({ name, about, tags }) => {
    const said = [name, about, ...tags].join(' ').toLowerCase()
    return wanted.every((word) => said.includes(word))
  })
  return (
    <div className={style.choices}>
      <SearchField value={words} change={setWords} placeholder={texts.search} />
      {problem && (
        <p className={style.wrong} role="alert">
          {problem}
        </p>
      )}
      {!value && !problem && <p className={style.none}>{texts.loading}</p>}
      {found?.length === 0 && <p className={style.none}>{texts.none(words.trim())}</p>}
      <ul className={style.grid}>
        {found?.map((template) => (
          <li key={template.id}>
            <TemplateCard
              template={template}
              choose={() => {
                close()
                // The dialog gives the focus back first.
                requestAnimationFrame(() => void documents.openExample(template.id))
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
