// Is this file compiled with the plugin? Invariant: decided by what the plugin did to the parse (it packs the probe),
// never by a macro of a build system, so a preprocessed file behaves the same. Both modes are different types.
// VALOR_EMITTED is defined by rewritten text that was written to a file, and by nothing else.
#pragma once

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunknown-attributes"
#elif defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wattributes"
#endif

namespace valor::detail {

struct [[valor::probe]] probe {
    char a;
    int b;
};

#ifdef VALOR_EMITTED
static_assert(sizeof(probe) != 5, "this file was rewritten already (emit=FILE): compile it without the valet plugin");
inline constexpr bool rewritten = true;
#else
inline constexpr bool rewritten = sizeof(probe) == 5;
#endif

} // namespace valor::detail

#if defined(__clang__)
#pragma clang diagnostic pop
#elif defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#ifdef VALOR_REQUIRE_PLUGIN
static_assert(valor::detail::rewritten, "VALOR_REQUIRE_PLUGIN: this file is compiled without the valet plugin (-fplugin=libvalet.so)");
#endif

namespace valor {

template <class R = void, bool Rewritten = detail::rewritten> class ser_ctx;

namespace detail {

// Files of both modes do not link with each other: where they use a ser_ctx, both define one symbol, each mode once (a COMDAT group).
// The type alone would not do: what a function returns is no part of its mangled name. Only where it costs nothing: never on a hot path.
template <bool Rewritten> [[gnu::cold, gnu::noinline]] void mark_mode() noexcept
{
#if defined(__ELF__) && defined(__GNUC__)
    if constexpr (Rewritten)
        asm volatile(".ifndef valor_files_with_and_without_the_plugin_do_not_link\n"
                     ".pushsection .rodata.valor_mode,\"aG\",%progbits,valor_with_plugin,comdat\n"
                     ".globl valor_files_with_and_without_the_plugin_do_not_link\n"
                     ".hidden valor_files_with_and_without_the_plugin_do_not_link\n"
                     "valor_files_with_and_without_the_plugin_do_not_link: .byte 1\n"
                     ".popsection\n.endif");
    else
        asm volatile(".ifndef valor_files_with_and_without_the_plugin_do_not_link\n"
                     ".pushsection .rodata.valor_mode,\"aG\",%progbits,valor_without_plugin,comdat\n"
                     ".globl valor_files_with_and_without_the_plugin_do_not_link\n"
                     ".hidden valor_files_with_and_without_the_plugin_do_not_link\n"
                     "valor_files_with_and_without_the_plugin_do_not_link: .byte 0\n"
                     ".popsection\n.endif");
#endif
}

} // namespace detail

} // namespace valor
