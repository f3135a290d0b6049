// What a coroutine leaves behind: a value, an exception, or a value that was taken already.
// Invariant: asked for only when the frame has finished.
#pragma once
#include <valor/frame.h>
#include <valor/mode.h>
#include <valor/variable.h>

#include <cxxabi.h>
#include <memory>
#include <optional>
#include <string>

namespace valor::detail {

template <class R> struct result_frame : frame {
    using frame::frame;
    std::exception_ptr error;
    std::optional<R> value;

    template <class U = R> requires std::is_convertible_v<U &&, R> void return_value(U &&v) { value.emplace(std::forward<U>(v)); }
    R take() { return std::move(*value); }
    R look()
    {
        if constexpr (std::is_copy_constructible_v<R>)
            return *value;
        else
            return (this->taken = true, std::move(*value));
    }
};

template <class R> struct result_frame<R &> : frame {
    using frame::frame;
    std::exception_ptr error;
    R *value = nullptr;

    void return_value(R &v) noexcept { value = std::addressof(v); }
    R &take() noexcept { return *value; }
    R &look() noexcept { return *value; }
};

template <> struct result_frame<void> : frame {
    using frame::frame;
    std::exception_ptr error;

    void return_void() noexcept {}
    void take() noexcept {}
    void look() noexcept {}
};

// The type and text of an exception that is saved.
struct exception_text {
    std::string type, what;
};

inline std::string current_exception_type()
{
    const std::type_info *type = abi::__cxa_current_exception_type();
    if (!type)
        return "unknown";
    int status = 0;
    const std::unique_ptr<char, void (*)(void *)> name(abi::__cxa_demangle(type->name(), nullptr, nullptr, &status), std::free);
    return status == 0 && name ? name.get() : type->name();
}

inline exception_text text_of(const std::exception_ptr &error)
{
    try {
        std::rethrow_exception(error);
    } catch (const saved_exception &e) {
        return {e.type_name(), e.what()};
    } catch (const std::exception &e) {
        return {current_exception_type(), e.what()};
    } catch (...) {
        return {current_exception_type(), {}};
    }
}

// What saving and restoring need to know of R.
struct result_ops {
    const void *context; // the identity of ser_ctx<R>
    std::string_view type;
    bool persistable;
    const object_links *links; // of the value
    void *(*value)(frame &);
    void (*encode)(const frame &, uf::writer &);
    void (*decode)(frame &, uf::reader &);
    std::exception_ptr &(*error)(frame &);
};

template <class R> constexpr const object_links *links_of_result()
{
    if constexpr (!std::is_void_v<R> && persistable<R>)
        return &links_of<std::remove_cv_t<R>>;
    else
        return nullptr;
}

template <class R> void *value_of([[maybe_unused]] frame &f)
{
    if constexpr (!std::is_void_v<R> && persistable<R>)
        if (auto &r = static_cast<result_frame<R> &>(f); r.value)
            return const_cast<std::remove_cv_t<R> *>(std::addressof(*r.value));
    return nullptr;
}

template <class R> void encode_result(const frame &f, uf::writer &w)
{
    if constexpr (!std::is_void_v<R> && persistable<R>)
        uf::encode<std::remove_cv_t<R>>(w, *static_cast<const result_frame<R> &>(f).value);
}

template <class R> void decode_result(frame &f, uf::reader &r)
{
    if constexpr (!std::is_void_v<R> && persistable<R>)
        static_cast<result_frame<R> &>(f).value.emplace(uf::decode<R>(r));
}

template <class R> std::exception_ptr &error_of(frame &f) { return static_cast<result_frame<R> &>(f).error; }

template <class R, bool Rewritten> inline const result_ops result_ops_of{
    type_tag<ser_ctx<R, Rewritten>>(), type_name<R>(), std::is_void_v<R> || persistable<R>, links_of_result<R>(), value_of<R>, encode_result<R>, decode_result<R>, error_of<R>};

} // namespace valor::detail
