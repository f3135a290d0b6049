// The stores that the contract is held against: memory, SQLite in a file of its own, and PostgreSQL where VALOR_POSTGRESQL names one.
#pragma once
#include <valor/durable/store.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <unistd.h>

class scratch_store {
public:
    explicit scratch_store(const std::string &kind) : kind_(kind)
    {
        static int number = 0;
        if (kind == "sqlite")
            file_ = (std::filesystem::temp_directory_path() / ("valor-store-" + std::to_string(::getpid()) + "-" + std::to_string(++number))).string();
        reopen();
        if (kind == "postgresql")
            for (const auto &r : it->list({}))
                remove(r);
    }
    scratch_store(const scratch_store &) = delete;
    ~scratch_store()
    {
        it.reset();
        if (!file_.empty())
            for (const char *end : {"", "-wal", "-shm"})
                std::filesystem::remove(file_ + end);
    }
    void reopen()
    {
        if (kind_ == "memory" && it)
            return;
        it.reset();
        it = valor::durable::open_backend(url());
    }
    std::string url() const
    {
        if (kind_ == "memory")
            return "memory:";
        return kind_ == "sqlite" ? "sqlite:" + file_ : std::getenv("VALOR_POSTGRESQL");
    }
    const std::string &file() const { return file_; }
    valor::durable::backend *operator->() { return it.get(); }
    std::unique_ptr<valor::durable::backend> it;

private:
    void remove(const valor::durable::record &r)
    {
        if (!valor::durable::is_final(r.status))
            it->cancel(r.id);
        it->forget(r.id);
    }
    std::string kind_, file_;
};

inline std::vector<std::string> all_kinds()
{
    std::vector<std::string> all;
    if (std::getenv("VALOR_POSTGRESQL"))
        return {"postgresql"};
    return {"memory", "sqlite"};
}
