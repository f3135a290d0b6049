// Attributes that valor.h and user code write. Without the plugin they are unknown, and ignored by every compiler.
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace {

/// `[[valor::probe]]`: makes the struct packed, by which valor.h sees that the plugin is at work, also in preprocessed text.
struct ProbeAttribute : ParsedAttrInfo {
  ProbeAttribute() {
    static constexpr Spelling Names[] = {{ParsedAttr::AS_CXX11, "valor::probe"}};
    Spellings = Names;
  }
  bool diagAppertainsToDecl(Sema &, const ParsedAttr &, const Decl *D) const override { return isa<RecordDecl>(D); }
  AttrHandling handleDeclAttribute(Sema &S, Decl *D, const ParsedAttr &) const override {
    D->addAttr(PackedAttr::CreateImplicit(S.Context));
    return AttributeApplied;
  }
};

/// `[[valor::skip]]`, older spelling `[[valor_skip]]`: leave the function alone.
struct SkipAttribute : ParsedAttrInfo {
  SkipAttribute() {
    static constexpr Spelling Names[] = {{ParsedAttr::AS_CXX11, "valor::skip"}, {ParsedAttr::AS_CXX11, "valor_skip"}};
    Spellings = Names;
  }
  bool diagAppertainsToDecl(Sema &, const ParsedAttr &, const Decl *D) const override { return isa<FunctionDecl>(D); }
  AttrHandling handleDeclAttribute(Sema &S, Decl *D, const ParsedAttr &A) const override {
    D->addAttr(AnnotateAttr::Create(S.Context, "valor::skip", nullptr, 0, A.getRange()));
    return AttributeApplied;
  }
};

/// `[[valor::transient]]` on a local variable: not saved, its initialiser runs again.
struct TransientAttribute : ParsedAttrInfo {
  TransientAttribute() {
    static constexpr Spelling Names[] = {{ParsedAttr::AS_CXX11, "valor::transient"}};
    Spellings = Names;
  }
  bool diagAppertainsToDecl(Sema &S, const ParsedAttr &A, const Decl *D) const override {
    auto *V = dyn_cast<VarDecl>(D);
    if (V && V->isLocalVarDecl())
      return true;
    S.Diag(A.getLoc(), diag::warn_attribute_wrong_decl_type_str) << A << A.isRegularKeywordAttribute() << "local variables";
    return false;
  }
  AttrHandling handleDeclAttribute(Sema &S, Decl *D, const ParsedAttr &A) const override {
    D->addAttr(AnnotateAttr::Create(S.Context, "valor::transient", nullptr, 0, A.getRange()));
    return AttributeApplied;
  }
};

ParsedAttrInfoRegistry::Add<ProbeAttribute> Probe("valor_probe", "marks a translation unit as rewritten");
ParsedAttrInfoRegistry::Add<SkipAttribute> Skip("valor_skip", "leaves a coroutine alone");
ParsedAttrInfoRegistry::Add<TransientAttribute> Transient("valor_transient", "does not save a local variable");

} // namespace
