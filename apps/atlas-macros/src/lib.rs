//! `#[derive(Labelled)]`: what an enum's variants are called in a user interface.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, parse_macro_input};

/// Gives a fieldless enum `ALL`, its variants in the order they are written, and `label()`, the variant's
/// name as lower-case words: `DeepSea` is labelled "deep sea".
#[proc_macro_derive(Labelled)]
pub fn derive_labelled(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn expand(input: &DeriveInput) -> Result<Tokens, Error> {
    let Data::Enum(data) = &input.data else {
        return Err(Error::new_spanned(&input.ident, "Labelled is for enums"));
    };
    if let Some(variant) = data.variants.iter().find(|variant| !matches!(variant.fields, Fields::Unit)) {
        return Err(Error::new_spanned(variant, "a labelled variant has no fields"));
    }
    let name = &input.ident;
    let variants: Vec<_> = data.variants.iter().map(|variant| &variant.ident).collect();
    let labels = variants.iter().map(|variant| words(&variant.to_string()));
    Ok(quote! {
        impl #name {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// What people call it.
            pub const fn label(self) -> &'static str {
                match self { #(Self::#variants => #labels),* }
            }
        }
    })
}

fn words(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{expand, words};
    use syn::parse_quote;

    #[test]
    fn a_label_is_the_name_in_words() {
        assert_eq!(words("Sea"), "sea");
        assert_eq!(words("DeepSea"), "deep sea");
    }

    #[test]
    fn only_fieldless_enums_have_labels() {
        assert!(
            expand(&parse_quote!(
                enum Kind {
                    One,
                    Two,
                }
            ))
            .is_ok()
        );
        assert!(
            expand(&parse_quote!(
                enum Kind {
                    One(u8),
                }
            ))
            .is_err()
        );
        assert!(
            expand(&parse_quote!(
                struct Kind;
            ))
            .is_err()
        );
    }
}
