'use client'
import type { ButtonHTMLAttributes, Ref } from 'react'
import style from './button.module.css'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` is the one thing to do here (amber); `outline` the usual; `quiet` without a box; `danger` for what destroys. */
  readonly look?: 'primary' | 'outline' | 'quiet' | 'danger'
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button with words. */
export const Button = ({ look = 'outline', className, type = 'button', ...rest }: ButtonProps) => (
  <button
    type={type}
    className={className ? `${style.button} ${className}` : style.button}
    data-look={look}
    {...rest}
  />
)
